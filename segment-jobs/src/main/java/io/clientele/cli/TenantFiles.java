package io.clientele.cli;

import io.clientele.job.Forecast;
import io.clientele.job.Jobs;
import io.clientele.problem.UserError;
import io.clientele.settings.Closest;
import io.clientele.source.files.FileStatus;
import io.clientele.source.files.FileStatus.State;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The files of a tenant, of all its streams. */
record TenantFiles(String tenant, List<FileStatus> files) {

  static TenantFiles of(Workspace workspace, Forecast forecast) {
    return new TenantFiles(
        workspace.settings().tenant(),
        workspace.jobs().job(Jobs.EXTRACT).steps().stream()
            .flatMap(step -> forecast.files(step).stream())
            .toList());
  }

  /**
   * Lets pass what can be forgotten, or was.
   *
   * @throws UserError naming a path that no run took
   */
  void requireKnown(Set<String> forgetting) {
    Set<String> known =
        files.stream()
            .filter(file -> !file.runId().isEmpty() || file.state() == State.FORGOTTEN)
            .map(FileStatus::path)
            .collect(Collectors.toSet());
    for (String path : new TreeSet<>(forgetting)) {
      if (!known.contains(path)) {
        throw new UserError(
            "Cannot forget file %s of tenant %s: no run has taken it%s. See: clientele files list --tenant %s"
                .formatted(path, tenant, nearest(path, known), tenant));
      }
    }
  }

  private static String nearest(String path, Set<String> known) {
    return Closest.to(path, known).map(meant -> "; the nearest is " + meant).orElse("");
  }
}
