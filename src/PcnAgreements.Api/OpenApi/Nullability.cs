using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PcnAgreements.Api.OpenApi;

/// <summary>
/// Which members are always there, and which may be null: as the serialiser is told by constructors, annotations and attributes, which the
/// generator reads only in part.
/// </summary>
internal sealed class Nullability : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } changed) return;
        var annotations = new NullabilityInfoContext();
        var optional = context.Type.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => p.HasDefaultValue).Select(p => p.Name)
            .ToHashSet();
        changed.Required = new HashSet<string>();
        foreach (var member in context.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (!properties.TryGetValue(name, out var its)) continue;
            var info = annotations.Create(member);
            properties[name] = PlainValues.IsGiven(member.PropertyType) ? Of(its, info.GenericTypeArguments[0]) : Of(its, info);
            if (!optional.Contains(member.Name) && !PlainValues.IsGiven(member.PropertyType) && !MayBeLeftOut(member))
                changed.Required.Add(name);
        }
    }

    private static bool MayBeLeftOut(PropertyInfo member) =>
        member.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition
            is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault;

    private static IOpenApiSchema Of(IOpenApiSchema schema, NullabilityInfo info)
    {
        var isNullable = info.ReadState == NullabilityState.Nullable;
        if (schema is OpenApiSchema { Type: { } type } plain)
        {
            plain.Type = isNullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
            return plain;
        }

        return schema is OpenApiSchemaReference && isNullable
            ? new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] }
            : schema;
    }
}
