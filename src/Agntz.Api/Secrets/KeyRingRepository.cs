using System.Xml.Linq;
using Agntz.Domain.Secrets;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Agntz.Api.Secrets;

/// <summary>
/// Keeps the key ring in the database, so that every replica has it. The ring asks synchronously, about once a day.
/// </summary>
internal sealed class KeyRingRepository(IKeyRingStore keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. keys.ListAsync(CancellationToken.None).GetAwaiter().GetResult().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        keys.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)
            .GetAwaiter().GetResult();
}
