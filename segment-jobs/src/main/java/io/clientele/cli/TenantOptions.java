package io.clientele.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose data a command is about, and settings given on the spot. */
final class TenantOptions {
  @Mixin private HomeOptions home;

  @Option(
      names = "--tenant",
      required = true,
      paramLabel = "TENANT",
      description = "Tenant: a folder of conf/tenants.")
  private String tenant;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting for this command alone, such as --set clustering.clusters=5.")
  private Map<String, String> flags = new LinkedHashMap<>();

  HomeOptions home() {
    return home;
  }

  String tenant() {
    return tenant;
  }

  Map<String, String> flags() {
    return Map.copyOf(flags);
  }
}
