namespace Agntz.Persistence.Tests.Architecture;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void Persistence_ShowsOnlyItsRegistrationOptionsAndMigrator()
    {
        Assert.Equal(
            ["AgntzPersistenceExtensions", "DatabaseMigrator", "StorageOptions", "StorageProvider"],
            typeof(StorageOptions).Assembly.GetExportedTypes().Select(type => type.Name).Order());
    }
}
