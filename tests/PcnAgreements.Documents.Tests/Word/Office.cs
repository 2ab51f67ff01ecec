using System.Diagnostics;

namespace PcnAgreements.Documents.Tests.Word;

/// <summary>
/// Other people's programs: LibreOffice (<c>libreoffice-writer</c>, <c>python3-uno</c>) and <c>pandoc</c>, as Debian installs them. A
/// missing one fails the test that needs it.
/// </summary>
internal sealed class Office : IDisposable
{
    private const string Script = """
        import subprocess, sys, time, uno
        from com.sun.star.beans import PropertyValue

        def value(name, what):
            made = PropertyValue()
            made.Name, made.Value = name, what
            return made

        profile, source, target, kind, command = sys.argv[1:]
        pipe = "pcn" + str(abs(hash(profile + target)))
        office = subprocess.Popen(["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore", "--nologo", "--accept=pipe,name=" + pipe + ";urp;"])
        resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        for attempt in range(300):
            try:
                context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.2)
        desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        document = desktop.loadComponentFromURL("file://" + source, "_blank", 0, (value("Hidden", True),))
        if command:
            dispatcher = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
            dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" + command, "", 0, ())
        document.storeToURL("file://" + target, (value("FilterName", kind),))
        document.close(True)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(60)
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("pcn-office-").FullName;

    public Office() => File.WriteAllText(Path.Combine(folder, "settle.py"), Script);

    /// <summary>The document as plain text with its numbers, after LibreOffice accepted or rejected all changes, or left them.</summary>
    public string Text(byte[] file, string command = "") =>
        File.ReadAllText(Settled(file, "Text (encoded)", "txt", command)).TrimStart('\ufeff').ReplaceLineEndings("\n");

    /// <summary>The document as LibreOffice writes it again, all changes accepted or rejected, or left.</summary>
    public byte[] Docx(byte[] file, string command = "", string ending = "docx") =>
        File.ReadAllBytes(Settled(file, "MS Word 2007 XML", "docx", command, ending));

    /// <summary>A document that LibreOffice writes from a source of another format.</summary>
    public byte[] DocxOf(string source, string ending) => Docx(System.Text.Encoding.UTF8.GetBytes(source), "", ending);

    /// <summary>A document that pandoc writes from Markdown.</summary>
    public byte[] Pandoc(string markdown)
    {
        var source = Path.Combine(folder, "source.md");
        File.WriteAllText(source, markdown);
        Run("pandoc", "-f", "markdown", "-t", "docx", "-o", Path.Combine(folder, "pandoc.docx"), source);
        return File.ReadAllBytes(Path.Combine(folder, "pandoc.docx"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Settled(byte[] file, string filter, string ending, string command, string from = "docx")
    {
        var source = Path.Combine(folder, $"in-{Guid.NewGuid():N}.{from}");
        var target = Path.Combine(folder, $"out-{Guid.NewGuid():N}.{ending}");
        File.WriteAllBytes(source, file);
        // Debian's own Python is the one that can speak to LibreOffice.
        Run("/usr/bin/python3", Path.Combine(folder, "settle.py"), Path.Combine(folder, "profile"), source, target, filter, command);
        return target;
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result);
    }
}
