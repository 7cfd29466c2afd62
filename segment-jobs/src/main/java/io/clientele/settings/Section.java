package io.clientele.settings;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keys below a key, read by what they are expected to hold. A value that does not fit is noted with
 * its place and reading goes on; a key that nobody asks for is unknown.
 */
final class Section {
  private final Reading reading;
  private final String path;
  private final Node.Branch branch;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private Section(Reading reading, String path, Node.Branch branch) {
    this.reading = reading;
    this.path = path;
    this.branch = branch;
  }

  static Section root(Reading reading, Node.Branch branch) {
    return new Section(reading, "", branch);
  }

  <T> T value(String key, Expected<T> expected) {
    return optional(key, expected).orElseGet(() -> noteMissing(key, expected));
  }

  <T> Optional<T> optional(String key, Expected<T> expected) {
    return read(key, reading.above(pathOf(key)), expected, Section::quoted);
  }

  /** The values of a list, or the one that stands in the place of a list; none where left out. */
  <T> List<T> list(String key, Expected<T> expected) {
    if (!isList(key)) {
      return optional(key, expected).map(List::of).orElse(List.of());
    }

    asked.add(key);
    List<Node> items = ((Node.Items) node(key)).items();
    List<T> values = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar scalar) {
        values.add(fit(key + "." + (values.size() + 1), scalar, expected, Section::quoted));
      } else {
        note(item.place(), key, "found " + item.kind() + ", expected " + expected.description());
      }
    }
    if (items.isEmpty()) {
      note(node(key).place(), key, "found an empty list, expected " + expected.description());
    }
    return values;
  }

  /** A secret's place; what is found is never told, since it may be the secret. */
  Secret secret(String key) {
    Expected<Secret> expected = reading.secret();
    return read(key, reading.secretAbove(pathOf(key)), expected, found -> "the secret itself")
        .orElseGet(() -> noteMissing(key, expected));
  }

  /** Keys that may be set though nothing asks what they hold. */
  void unused(String... keys) {
    for (String key : keys) {
      asked.add(key);
      reading.above(pathOf(key));
    }
  }

  /** The keys below a key; none where there is nothing. */
  Section section(String key) {
    return sections.computeIfAbsent(
        key,
        name -> {
          asked.add(name);
          Node node = node(name);
          if (!(node instanceof Node.Branch) && !(node instanceof Node.Nothing)) {
            note(node.place(), name, "found " + node.kind() + ", expected keys below it");
          }
          return new Section(
              reading,
              pathOf(name),
              node instanceof Node.Branch below ? below : new Node.Branch(Map.of(), node.place()));
        });
  }

  /** The keys below a key that is a name people have chosen. */
  Section named(String key, Expected<String> name) {
    fit(key, new Node.Scalar(key, node(key).place()), name, Section::quoted);
    return section(key);
  }

  /** Whether keys lie below a key, rather than a value. */
  boolean isSection(String key) {
    return node(key) instanceof Node.Branch && reading.above(pathOf(key)).isEmpty();
  }

  /** Whether a list stands at a key. */
  boolean isList(String key) {
    return node(key) instanceof Node.Items && reading.above(pathOf(key)).isEmpty();
  }

  /** The keys that are here, where they are for people to choose. */
  Set<String> names() {
    return branch.children().keySet();
  }

  /** Notes what is wrong with a key, at its place. */
  void problem(String key, String sentence) {
    asked.add(key);
    String place = reading.above(pathOf(key)).map(Node.Scalar::place).orElse(node(key).place());
    note(place, key, sentence);
  }

  boolean missing(String key) {
    return node(key) instanceof Node.Nothing && reading.above(pathOf(key)).isEmpty();
  }

  void noteUnknown() {
    branch
        .children()
        .forEach(
            (key, node) -> {
              if (!asked.contains(key)) {
                note(node.place(), key, "unknown key" + Closest.hint(key, asked));
              }
            });
    sections.values().forEach(Section::noteUnknown);
  }

  private <T> Optional<T> read(
      String key, Optional<Node.Scalar> above, Expected<T> expected, UnaryOperator<String> told) {
    asked.add(key);
    Node node = above.<Node>map(scalar -> scalar).orElse(node(key));
    if (node instanceof Node.Scalar scalar) {
      return Optional.of(fit(key, scalar, expected, told));
    }
    if (!(node instanceof Node.Nothing)) {
      note(node.place(), key, "found " + node.kind() + ", expected " + expected.description());
    }
    return Optional.empty();
  }

  private <T> T fit(
      String key, Node.Scalar found, Expected<T> expected, UnaryOperator<String> told) {
    try {
      T value = expected.parse().apply(found.text());
      reading.settle(pathOf(key), value);
      return value;
    } catch (IllegalArgumentException | DateTimeException e) {
      note(
          found.place(),
          key,
          "found " + told.apply(found.text()) + ", expected " + expected.description());
      return expected.instead();
    }
  }

  private <T> T noteMissing(String key, Expected<T> expected) {
    if (missing(key)) {
      String place = node(key).place();
      String elsewhere =
          place.startsWith(reading.tenantFolder()) ? "" : ", here or in " + reading.tenantFolder();
      note(place, key, "found nothing, expected " + expected.description() + elsewhere);
    }
    return expected.instead();
  }

  private Node node(String key) {
    return branch.children().getOrDefault(key, new Node.Nothing(branch.place()));
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void note(String place, String key, String sentence) {
    reading.problems().add("%s: %s: %s", place, pathOf(key), sentence);
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return "'" + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + "'";
  }
}
