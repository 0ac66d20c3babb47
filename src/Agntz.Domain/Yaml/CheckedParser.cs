using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Agntz.Domain.Yaml;

/// <summary>
/// A parser that fails in one way alone: the library's scanner answers some malformed scalars as if it were a defect of
/// its caller.
/// </summary>
internal sealed class CheckedParser(IParser inner) : IParser
{
    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        try
        {
            return inner.MoveNext();
        }
        catch (InvalidOperationException)
        {
            var at = Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "expected a value, found what cannot be read as one");
        }
    }
}
