using Agntz.Persistence;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests;

/// <summary>Tests of the whole service with a real server behind it that speaks the OpenAI protocol.</summary>
public abstract class OpenAiApplicationTest(StorageProvider provider = StorageProvider.Memory)
    : AgntzApplicationTest(provider)
{
    private FakeOpenAi? _model;

    protected FakeOpenAi Model => _model!;

    protected override (string Key, string Value)[] Settings => Model.Settings;

    public override async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAi.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_model is not null)
        {
            await _model.DisposeAsync();
        }
    }
}
