using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Agntz.Api.Secrets;

/// <summary>Encrypts the keys of the ring with the master key.</summary>
internal sealed class MasterKeyEncryptor(byte[] key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(
            new XElement("masterKey", Convert.ToBase64String(MasterKey.Encrypt(key, text))), typeof(MasterKeyDecryptor));
    }
}
