package io.clientele.cli;

import io.clientele.job.Forecast;
import io.clientele.job.Forecast.Expected;
import io.clientele.job.Job;
import io.clientele.job.RunRequest;
import io.clientele.source.files.FileStatus;
import io.clientele.source.files.FileStatus.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what a run would do. */
record DryRun(Surroundings surroundings, OutputOption output, RunRequest request) {

  void tell(Workspace workspace, List<Job> jobs) {
    Forecast forecast = new Forecast(workspace.jobs(), workspace.lake(), request.asked());
    TenantFiles files = TenantFiles.of(workspace, forecast);
    files.requireKnown(request.asked().forgetting());
    List<FileStatus> moving =
        files.files().stream()
            .filter(
                file ->
                    file.state() == State.NEW
                        || file.state() == State.CHANGED
                        || request.asked().forgetting().contains(file.path()))
            .toList();
    List<Expected> steps = forecast.steps(jobs);
    if (output.isJson()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("tenant", request.tenant());
      document.put("as_of", request.asOf().toString());
      document.put("files", moving.stream().map(FilesCommand::json).toList());
      document.put("steps", steps.stream().map(DryRun::json).toList());
      CommandLines.printJson(surroundings, document);
    } else {
      print(moving, steps);
    }
  }

  private void print(List<FileStatus> moving, List<Expected> steps) {
    if (!moving.isEmpty()) {
      surroundings.out().println(FilesCommand.table(moving, Map.of()));
      surroundings.out().println();
    }
    TextTable table = new TextTable(List.of("job", "table", "what"), Set.of());
    steps.forEach(
        expected ->
            table.add(
                List.of(
                    expected.job().name(),
                    expected.step().output().id(),
                    expected.reason().orElse("nothing to do"))));
    surroundings.out().println(table);
  }

  private static Map<String, Object> json(Expected expected) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("job", expected.job().name());
    told.put("step", expected.step().name());
    told.put("writes", expected.step().output().id());
    told.put("reason", expected.reason().orElse(null));
    return told;
  }
}
