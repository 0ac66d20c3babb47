namespace Agntz.Testing.Otlp;

/// <summary>One point of one metric, as a collector received it.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Value">Its value; of a histogram the sum.</param>
/// <param name="Count">How many values a histogram has; 0 otherwise.</param>
/// <param name="Attributes">The attributes of the point.</param>
/// <param name="Resource">Those of where it comes from.</param>
public sealed record OtlpPoint(
    string Name, string Unit, double Value, long Count, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> Resource)
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    /// <summary>All points of exports of metrics, in order.</summary>
    public static IReadOnlyList<OtlpPoint> Of(IEnumerable<OtlpRequest> requests) =>
    [
        .. from request in requests
           where request.Path.Contains("metrics", StringComparison.OrdinalIgnoreCase)
           from source in ProtoField.Read(request.Message, 1)
           let resource = OtlpAttributes.Read(ProtoField.Read(source.Bytes, 1).Single().Bytes, 1)
           from scope in ProtoField.Read(source.Bytes, 2)
           from metric in ProtoField.Read(scope.Bytes, 2)
           from point in Points(metric.Bytes, resource)
           select point,
    ];

    private static IEnumerable<OtlpPoint> Points(
        ReadOnlyMemory<byte> metric, IReadOnlyDictionary<string, string> resource)
    {
        var name = ProtoField.Read(metric, 1).Single().Text;
        var unit = ProtoField.Read(metric, 3).SingleOrDefault() is { Bytes.IsEmpty: false } field ? field.Text : "";
        foreach (var kind in ProtoField.Read(metric).Where(it => it.Number is Gauge or Sum or Histogram))
        {
            foreach (var point in ProtoField.Read(kind.Bytes, 1))
            {
                yield return kind.Number is Histogram
                    ? new OtlpPoint(name, unit, Field(point, 5).Double, (long)Field(point, 4).Bits,
                        OtlpAttributes.Read(point.Bytes, 9), resource)
                    : new OtlpPoint(name, unit, Number(point), 0, OtlpAttributes.Read(point.Bytes, 7), resource);
            }
        }
    }

    private static double Number(ProtoField point) =>
        ProtoField.Read(point.Bytes, 6).ToList() is [var integer] ? (long)integer.Bits : Field(point, 4).Double;

    private static ProtoField Field(ProtoField point, int number) => ProtoField.Read(point.Bytes, number).SingleOrDefault();
}
