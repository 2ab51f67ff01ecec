using System.Runtime.InteropServices;

namespace PcnAgreements.Proof.Notes;

/// <summary>
/// The platform's OpenSSL, for the one thing the base library cannot do: make Ed25519 signatures. Where there is none, nothing fails until
/// somebody asks for one.
/// </summary>
internal static class OpenSsl
{
    private const int Ed25519Id = 1087;

    private static readonly Lazy<Calls?> Library = new(Load);

    /// <summary>Whether Ed25519 signatures can be made here.</summary>
    public static bool IsThere => Library.Value is not null;

    /// <summary>The public key of a private one.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no OpenSSL here.</exception>
    public static byte[] PublicKey(byte[] privateKey) => WithKey(privateKey, (calls, key) =>
    {
        var publicKey = new byte[32];
        var length = (nint)publicKey.Length;
        Must(calls.GetPublicKey(key, publicKey, ref length));
        return publicKey;
    });

    /// <summary>The signature over a message.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no OpenSSL here.</exception>
    public static byte[] Sign(byte[] privateKey, byte[] message) => WithKey(privateKey, (calls, key) =>
    {
        var context = calls.NewContext();
        try
        {
            var signature = new byte[Ed25519.SignatureLength];
            var length = (nint)signature.Length;
            Must(calls.SignInit(context, 0, 0, 0, key));
            Must(calls.Sign(context, signature, ref length, message, message.Length));
            return signature;
        }
        finally
        {
            calls.FreeContext(context);
        }
    });

    private static byte[] WithKey(byte[] privateKey, Func<Calls, nint, byte[]> use)
    {
        var calls = Library.Value
            ?? throw new PlatformNotSupportedException("There is no OpenSSL (libcrypto) here to make Ed25519 signatures with.");
        var key = calls.NewPrivateKey(Ed25519Id, 0, privateKey, privateKey.Length);
        if (key == 0) throw new InvalidOperationException("OpenSSL took the Ed25519 key for none.");
        try
        {
            return use(calls, key);
        }
        finally
        {
            calls.FreeKey(key);
        }
    }

    private static void Must(int answer)
    {
        if (answer != 1) throw new InvalidOperationException("OpenSSL could not do what it was asked.");
    }

    private static readonly string[] Names =
    [
        "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib", "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
        "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll", "libcrypto-3.dll",
    ];

    private static Calls? Load()
    {
        foreach (var name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            if (Calls.From(library) is { } calls) return calls;
            NativeLibrary.Free(library);
        }

        return null;
    }

    private sealed record Calls(
        NewKeyCall NewPrivateKey,
        GetKeyCall GetPublicKey,
        FreeCall FreeKey,
        NewCall NewContext,
        FreeCall FreeContext,
        InitCall SignInit,
        SignCall Sign)
    {
        public static Calls? From(nint library) =>
            Find<NewKeyCall>(library, "EVP_PKEY_new_raw_private_key") is { } newKey
            && Find<GetKeyCall>(library, "EVP_PKEY_get_raw_public_key") is { } getKey
            && Find<FreeCall>(library, "EVP_PKEY_free") is { } freeKey
            && Find<NewCall>(library, "EVP_MD_CTX_new") is { } newContext
            && Find<FreeCall>(library, "EVP_MD_CTX_free") is { } freeContext
            && Find<InitCall>(library, "EVP_DigestSignInit") is { } init
            && Find<SignCall>(library, "EVP_DigestSign") is { } sign
                ? new(newKey, getKey, freeKey, newContext, freeContext, init, sign)
                : null;

        private static TCall? Find<TCall>(nint library, string name) where TCall : Delegate =>
            NativeLibrary.TryGetExport(library, name, out var address) ? Marshal.GetDelegateForFunctionPointer<TCall>(address) : null;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint NewKeyCall(int type, nint engine, byte[] key, nint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GetKeyCall(nint key, byte[] publicKey, ref nint length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint NewCall();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void FreeCall(nint what);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int InitCall(nint context, nint keyContext, nint digest, nint engine, nint key);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SignCall(nint context, byte[] signature, ref nint length, byte[] message, nint messageLength);
}
