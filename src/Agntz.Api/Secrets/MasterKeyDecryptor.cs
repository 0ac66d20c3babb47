using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Secrets;

/// <summary>Decrypts what <see cref="MasterKeyEncryptor"/> has encrypted. Made by the key ring, by its name in the XML.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var key = services.GetRequiredService<IOptions<SecretsOptions>>().Value.KeyMaterial()
            ?? throw new CryptographicException("A key is encrypted with a master key. Set Secrets__MasterKey to it.");
        var text = MasterKey.Decrypt(key, Convert.FromBase64String(encryptedElement.Value));
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
