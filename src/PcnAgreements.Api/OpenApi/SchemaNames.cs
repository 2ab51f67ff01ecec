namespace PcnAgreements.Api.OpenApi;

/// <summary>What schemas are called: the type's name without what only the code needs.</summary>
internal static class SchemaNames
{
    public static string Of(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType) name = string.Concat(type.GetGenericArguments().Select(Of)) + name;
        if (type.DeclaringType is { } outer && !type.IsGenericParameter) name = Of(outer) + name;
        return name;
    }
}
