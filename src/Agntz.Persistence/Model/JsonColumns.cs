using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model;

/// <summary>Marks columns that hold JSON text, which every engine keeps byte for byte in a type of its own.</summary>
internal static class JsonColumns
{
    private const string Annotation = "Agntz:Json";

    /// <summary>The column holds JSON text.</summary>
    public static PropertyBuilder<TProperty> IsJson<TProperty>(this PropertyBuilder<TProperty> builder) =>
        builder.HasAnnotation(Annotation, true);

    /// <summary>Gives every marked column the engine's type.</summary>
    public static void UseJsonColumnType(this IMutableModel model, string columnType)
    {
        foreach (var property in model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.RemoveAnnotation(Annotation) is not null)
            {
                property.SetColumnType(columnType);
            }
        }
    }
}
