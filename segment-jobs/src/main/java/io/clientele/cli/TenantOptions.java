package io.clientele.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whose data a command is about, and settings given on the spot. */
final class TenantOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
    if (tenant == null) {
      // Of a command that has others below it, which need none.
      throw new MissingParameterException(
          command.commandLine(),
          command.findOption("--tenant"),
          "Missing required option: '--tenant=TENANT'");
    }
    return tenant;
  }

  Map<String, String> flags() {
    return Map.copyOf(flags);
  }
}
