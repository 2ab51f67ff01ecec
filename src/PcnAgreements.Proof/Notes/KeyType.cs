namespace PcnAgreements.Proof.Notes;

/// <summary>The signature types of the C2SP signed note that are made and checked here; the value is the type's byte.</summary>
public enum KeyType
{
    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>
    /// ECDSA on P-256 over SHA-256 of the note's text, the signature as ASN.1 DER; its key id is taken over the public key's DER alone.
    /// </summary>
    Ecdsa = 0x02,

    /// <summary>A witness's Ed25519 signature over a checkpoint and the time it saw it (C2SP tlog-cosignature, version 1).</summary>
    Cosignature = 0x04,
}
