package io.clientele.source.files;

import io.clientele.source.files.FileStatus.State;
import io.clientele.source.files.KnownFile.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sorts out what each file of a stream is: by its content, which one name has at a time. */
final class Review {
  private final Map<String, KnownFile> known;
  private final Set<String> forgetting;
  private final Map<String, InputFile> listed = new TreeMap<>();

  /** Files by the content that they bring in, and by the content that is never to come in. */
  private final Map<String, String> holders = new HashMap<>();

  private final Map<String, String> forgotten = new HashMap<>();

  private Review(Map<String, KnownFile> known, List<InputFile> listed, Set<String> forgetting) {
    this.known = known;
    this.forgetting = forgetting;
    listed.forEach(file -> this.listed.put(file.file(), file));
  }

  /**
   * A finding for each file that is listed or known, by path.
   *
   * @param listed with their digests
   */
  static List<Finding> of(
      Map<String, KnownFile> known, List<InputFile> listed, Set<String> forgetting) {
    Review review = new Review(known, listed, forgetting);
    known.values().forEach(review::hold);
    Set<String> files = new TreeSet<>(known.keySet());
    files.addAll(review.listed.keySet());
    List<Finding> findings = new ArrayList<>();
    files.forEach(file -> review.find(file).ifPresent(findings::add));
    return findings;
  }

  /** Contents that stand, whatever comes: so that no file is taken for a copy of one that goes. */
  private void hold(KnownFile file) {
    String path = file.as().file();
    InputFile now = listed.getOrDefault(path, file.as());
    if (forgets(file, now)) {
      forgotten.put(now.digest(), path);
    } else if (file.hasContentOf(now) && file.is(Kind.FORGOTTEN)) {
      forgotten.put(now.digest(), path);
    } else if (file.hasContentOf(now) && file.is(Kind.TAKEN)) {
      holders.put(now.digest(), path);
    }
  }

  private boolean forgets(KnownFile file, InputFile now) {
    boolean done = file.is(Kind.FORGOTTEN) && file.hasContentOf(now);
    return forgetting.contains(file.as().file()) && !file.is(Kind.SEEN) && !done;
  }

  private Optional<Finding> find(String path) {
    Optional<KnownFile> before = Optional.ofNullable(known.get(path));
    InputFile now =
        Optional.ofNullable(listed.get(path)).or(() -> before.map(KnownFile::as)).orElseThrow();
    boolean forgets = before.filter(file -> forgets(file, now)).isPresent();
    if (!listed.containsKey(path) && before.filter(file -> file.is(Kind.SEEN)).isPresent()) {
      return Optional.empty();
    }
    String like = like(now);
    State state = forgets ? State.FORGOTTEN : state(now, before, like);
    if (state.takes()) {
      holders.put(now.digest(), path);
    }
    boolean twin = state == State.COPY || (state == State.FORGOTTEN && !like.equals(path));
    return Optional.of(new Finding(state, now, before, twin ? like : "", forgets));
  }

  /** The file that has brought this content, in or out; files without any are alike by nature. */
  private String like(InputFile file) {
    return file.size() == 0
        ? forgotten.containsValue(file.file()) ? file.file() : ""
        : forgotten.getOrDefault(file.digest(), holders.getOrDefault(file.digest(), ""));
  }

  private State state(InputFile now, Optional<KnownFile> before, String like) {
    boolean taken = before.filter(file -> file.is(Kind.TAKEN)).isPresent();
    boolean same = before.filter(file -> file.hasContentOf(now)).isPresent();
    if (taken && same) {
      return listed.containsKey(now.file()) ? State.TAKEN : State.VANISHED;
    }
    if (!like.isEmpty()) {
      return like.equals(forgotten.get(now.digest())) ? State.FORGOTTEN : State.COPY;
    }
    return taken ? State.CHANGED : State.NEW;
  }
}
