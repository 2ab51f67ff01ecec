namespace PcnAgreements.Domain.Tests;

/// <summary>The clone of the repository that the tests stand in.</summary>
internal static class Clone
{
    public static DirectoryInfo Root { get; } = Find(new(AppContext.BaseDirectory));

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root.FullName, .. parts]);

    private static DirectoryInfo Find(DirectoryInfo folder) => File.Exists(System.IO.Path.Combine(folder.FullName, "PcnAgreements.sln"))
        ? folder
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("The tests do not stand in a clone of the repository."));
}
