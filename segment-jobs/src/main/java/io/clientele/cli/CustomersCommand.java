package io.clientele.cli;

import io.clientele.problem.UserError;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is known of single customers. */
@Command(
    name = "customers",
    mixinStandardHelpOptions = true,
    description = "What is known of single customers.",
    synopsisSubcommandLabel = "COMMAND")
final class CustomersCommand {
  /** Where a customer is looked up. */
  enum Store {
    LAKE,
    POSTGRES
  }

  private final Surroundings surroundings;

  CustomersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows a customer's past, features, and segments with since when, as of the newest date.",
      footer = {
        "",
        "Examples:",
        "  clientele customers show --tenant demo shop:c0000001",
        "  clientele customers show --tenant demo shop:c0000001 --from postgres --output json"
      })
  int show(
      @Mixin TenantOptions tenant,
      @Mixin OutputOption output,
      @Mixin AsOfOption asOf,
      @Option(
              names = "--from",
              defaultValue = "lake",
              paramLabel = "lake|postgres",
              description = "The lake (default), or Postgres, which shows the newest date alone.")
          Store from,
      @Parameters(
              paramLabel = "CUSTOMER",
              description = "Customer id: connection:id, as segments show lists them.")
          String customer) {
    Workspace workspace = Workspace.of(tenant, surroundings, Map.of());
    CustomerCard card =
        from == Store.LAKE
            ? CustomerCard.ofLake(workspace.lake(), customer, asOf.date())
            : ofPostgres(workspace, customer, asOf.date());
    if (card.isEmpty()) {
      throw new UserError(
          "Cannot show customer %s of tenant %s: nothing is known%s. Customer ids look like connection:id; see: clientele segments show --tenant %s SEGMENTATION SEGMENT"
              .formatted(
                  customer,
                  tenant.tenant(),
                  asOf.date().map(date -> " as of " + date).orElse(""),
                  tenant.tenant()));
    }
    if (output.isJson()) {
      CommandLines.printJson(surroundings, card.json());
    } else {
      surroundings.out().println(card);
    }
    return 0;
  }

  private static CustomerCard ofPostgres(
      Workspace workspace, String customer, Optional<LocalDate> asOf) {
    if (asOf.isPresent()) {
      throw new UserError(
          "Cannot show customers as of %s from Postgres: it shows the newest date alone. Use --from lake."
              .formatted(asOf.get()));
    }
    try (var postgres = workspace.postgres().open()) {
      return CustomerCard.ofPostgres(postgres, workspace.settings().tenant(), customer);
    }
  }
}
