using System.Runtime.InteropServices;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Failures;

namespace Agntz.Providers.Wire;

/// <summary>Byte budget of one answer of a model: a model that repeats itself for ever is ended by it.</summary>
/// <param name="most">The most bytes of text, arguments and reasoning together.</param>
/// <param name="failures">Makes the failure of an answer that is larger.</param>
internal sealed class AnswerBudget(int most, ProviderFailures failures)
{
    // Every token comes in an envelope of its own; three times the text has room for the longest answers there are.
    private const long Envelopes = 3;

    private long _kept;
    private long _received;

    /// <summary>The most bytes one event may have.</summary>
    public int Most => most;

    /// <summary>Counts what came over the wire.</summary>
    /// <exception cref="ModelCallException">The answer is too large.</exception>
    public void Receive(int bytes)
    {
        if ((_received += bytes) > Envelopes * most)
        {
            throw Exceeded();
        }
    }

    /// <summary>Counts what is kept of it.</summary>
    /// <exception cref="ModelCallException">The answer is too large.</exception>
    public void Keep(int bytes)
    {
        if ((_kept += bytes) > most)
        {
            throw Exceeded();
        }
    }

    /// <summary>Counts a value that is kept as it is.</summary>
    /// <exception cref="ModelCallException">The answer is too large.</exception>
    public void Keep(JsonElement value) => Keep(JsonMarshal.GetRawUtf8Value(value).Length);

    /// <summary>The failure of an answer that is too large.</summary>
    public ModelCallException Exceeded() => failures.TooLarge(most);
}
