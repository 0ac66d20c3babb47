using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Agntz.Testing.Tokens;

/// <summary>Makes JSON Web Tokens.</summary>
public static class SignedTokens
{
    /// <summary>A token signed with a shared key.</summary>
    public static string Make(string issuer, string subject, string audience, TimeSpan validFor, string key) =>
        Make(issuer, subject, audience, validFor, new SigningCredentials(
            new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256));

    /// <summary>A token signed as it is told.</summary>
    public static string Make(
        string issuer, string subject, string audience, TimeSpan validFor, SigningCredentials credentials)
    {
        var expires = DateTimeOffset.UtcNow.Add(validFor).UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            IssuedAt = expires.AddHours(-1),
            NotBefore = expires.AddHours(-1),
            Expires = expires,
            SigningCredentials = credentials,
        });
    }
}
