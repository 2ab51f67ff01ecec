namespace PcnAgreements.Api.Http;

/// <summary>What a route's answer looks like, for the OpenAPI document: JSON or text.</summary>
internal sealed record Shows(string Example);
