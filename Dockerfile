# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source

# What is restored changes seldom, and is kept as a layer of its own.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Directory.Build.props src/
COPY src/Agntz.Domain/Agntz.Domain.csproj src/Agntz.Domain/
COPY src/Agntz.Persistence/Agntz.Persistence.csproj src/Agntz.Persistence/
COPY src/Agntz.Providers/Agntz.Providers.csproj src/Agntz.Providers/
COPY src/Agntz.Api/Agntz.Api.csproj src/Agntz.Api/
RUN dotnet restore src/Agntz.Api --arch $TARGETARCH

COPY .editorconfig BannedSymbols.txt ./
COPY agents agents
COPY src src
RUN dotnet publish src/Agntz.Api --configuration Release --arch $TARGETARCH --no-restore --output /app
RUN mkdir /data

# Without a shell or a package manager; runs as an unprivileged user.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /app /app
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
USER $APP_UID
WORKDIR /data
VOLUME /data
ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s --retries=3 CMD ["dotnet", "/app/Agntz.Api.dll", "--health"]
ENTRYPOINT ["dotnet", "/app/Agntz.Api.dll"]
