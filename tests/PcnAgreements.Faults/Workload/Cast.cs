using System.Net.Http.Json;
using System.Text.Json;
using PcnAgreements.Faults.Arenas;

namespace PcnAgreements.Faults.Workload;

/// <summary>
/// Those who take part: a network of six practices with their people, an LMC, and somebody at each practice whose authority comes and goes.
/// </summary>
internal static class Cast
{
    public const int Practices = 6;
    public const string Pcn = "U90001", Lmc = "LMC-FAULTS", Operator = "operator@demo.test";
    public const string Editor = "editor@u90001.test", Auditor = "auditor@lmc-faults.test";

    public static string Ods(int practice) => $"Y9000{practice + 1}";

    public static string Manager(int practice) => At("manager", practice);

    public static string Partner(int practice) => At("partner", practice);

    /// <summary>The one whose authority comes and goes.</summary>
    public static string Deputy(int practice) => At("deputy", practice);

    public static string Administrator(int practice) => At("admin", practice);

    /// <summary>What a deputy may do while they may do anything.</summary>
    public static readonly string[] DeputyMay = ["approver", "voter", "signatory"];

    public static IEnumerable<string> Everybody =>
    [
        Operator, Editor, Auditor, "admin@u90001.test", "admin@lmc-faults.test",
        .. Enumerable.Range(0, Practices).SelectMany(p => new[] { Manager(p), Partner(p), Deputy(p), Administrator(p) }),
    ];

    /// <summary>Registers all of them and gives each a token.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Enter(Instance instance)
    {
        var tokens = new Dictionary<string, string>();
        foreach (var person in Everybody)
        {
            using var answer = await instance.Http.PostAsJsonAsync("/dev/token", new { email = person });
            tokens[person] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        }

        await Put(Operator, $"/organisations/{Lmc}", new { name = "FAULTS LMC", kind = "lmc" });
        await Put(Operator, $"/organisations/{Pcn}", new { name = "FAULTS PCN", kind = "pcn", lmcs = new[] { new { code = Lmc } } });
        await Authorise(Operator, Pcn, "admin@u90001.test", "administrator");
        await Authorise(Operator, Lmc, "admin@lmc-faults.test", "administrator");
        await Authorise("admin@u90001.test", Pcn, Editor, "editor");
        await Authorise("admin@lmc-faults.test", Lmc, Auditor, "auditor");
        for (var p = 0; p < Practices; p++)
        {
            await Put(Operator, $"/organisations/{Ods(p)}", new
            {
                name = $"PRACTICE {p + 1}", kind = "practice", legalForm = "sole_trader", pcns = new[] { new { code = Pcn } },
                lmcs = new[] { new { code = Lmc } },
            });
            await Authorise(Operator, Ods(p), Administrator(p), "administrator");
            await Authorise(Administrator(p), Ods(p), Manager(p), "approver", "voter");
            await Authorise(Administrator(p), Ods(p), Partner(p), "signatory");
            await Authorise(Administrator(p), Ods(p), Deputy(p), DeputyMay);
        }

        return tokens;

        Task Authorise(string by, string ods, string email, params string[] authorities) =>
            Put(by, $"/organisations/{ods}/people/{email}", new { name = email, authorities });

        async Task Put(string by, string path, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1{path}") { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new("Bearer", tokens[by]);
            using var answer = await instance.Http.SendAsync(request);
            if (!answer.IsSuccessStatusCode) throw new NotEnteredException($"PUT {path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static string At(string who, int practice) => $"{who}@{Ods(practice).ToLowerInvariant()}.test";
}

/// <summary>What nothing had injured yet did not take its organisations and people.</summary>
internal sealed class NotEnteredException(string message) : Exception(message);
