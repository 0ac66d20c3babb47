using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Agntz.Persistence;

/// <summary>Says what is wrong with <see cref="StorageOptions"/>, and what to set instead.</summary>
internal sealed class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var problems = new List<string>();
        if (options.Provider is StorageProvider.Postgres && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            problems.Add("Storage:Provider is Postgres, but ConnectionStrings:Agntz is not set. Set "
                + "ConnectionStrings__Agntz=\"Host=…;Database=…;Username=…;Password=…\".");
        }

        if (!IsConnectionString(options.ConnectionString))
        {
            problems.Add("ConnectionStrings:Agntz is no connection string: it must be pairs of name=value, separated "
                + "by semicolons.");
        }

        if (options.LeaseDuration < ShortestLease)
        {
            problems.Add($"{StorageOptions.LeaseKey} must be at least {ShortestLease}, found {options.LeaseDuration}.");
        }

        if (options.StartTimeout < TimeSpan.Zero)
        {
            problems.Add(
                $"Storage:StartTimeout must not be negative, found {options.StartTimeout}. Set Storage__StartTimeout.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsConnectionString(string? text)
    {
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = text };
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
