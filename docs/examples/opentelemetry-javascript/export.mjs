// Sends a trace of two spans with the OpenTelemetry SDK for JavaScript to wherever OTEL_EXPORTER_OTLP_ENDPOINT and
// OTEL_EXPORTER_OTLP_HEADERS point, and reads it back when that is Agntz.Server.
import { SpanKind, SpanStatusCode, context, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";

const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
const tracer = provider.getTracer("tea-shop", "1.0.0");

const root = tracer.startSpan("checkout", { kind: SpanKind.SERVER });
const call = tracer.startSpan(
  "chat gpt-5.4",
  {
    kind: SpanKind.CLIENT,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "gpt-5.4",
      "gen_ai.usage.input_tokens": 12,
      "gen_ai.usage.output_tokens": 30,
    },
  },
  trace.setSpan(context.active(), root),
);
call.setStatus({ code: SpanStatusCode.OK });
call.end();
root.end();
await provider.shutdown();

const id = root.spanContext().traceId;
const headers = Object.fromEntries(
  (process.env.OTEL_EXPORTER_OTLP_HEADERS ?? "").split(",").filter(Boolean)
    .map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(decodeURIComponent)),
);
const answer = await fetch(`${process.env.OTEL_EXPORTER_OTLP_ENDPOINT}/traces/${id}`, { headers });
if (!answer.ok) throw new Error(`Expected the trace ${id}, found ${answer.status}: ${await answer.text()}`);
for (const span of (await answer.json()).spans) console.log(span.traceId, span.spanId, span.kind, span.name, span.status);
