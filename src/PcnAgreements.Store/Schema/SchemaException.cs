namespace PcnAgreements.Store.Schema;

/// <summary>The database is not one this build can run on; the message is a sentence for the operator.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>With a sentence for the operator.</summary>
    public SchemaException(string message) : base(message) { }

    /// <summary>With a sentence for the operator and what the database said.</summary>
    public SchemaException(string message, Exception inner) : base(message, inner) { }
}
