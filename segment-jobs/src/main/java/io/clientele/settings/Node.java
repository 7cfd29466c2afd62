package io.clientele.settings;

import io.clientele.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as written in a settings file, with its place. */
sealed interface Node {
  /** File and line. */
  String place();

  /** What it is, said to a person; values that may be long or secret are not shown. */
  String kind();

  /** Text, a number or true and false: what it means is for the reader of the key to say. */
  record Scalar(String text, String place) implements Node {
    @Override
    public String kind() {
      return "a value";
    }
  }

  /** A key on purpose left without a value. */
  record Nothing(String place) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  record Items(List<Node> items, String place) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys below a key, in the order of the file. */
  record Branch(Map<String, Node> children, String place) implements Node {
    @Override
    public String kind() {
      return "keys below it";
    }

    /** Adds the keys of a file beside this one: a key has one home, so one set twice is noted. */
    Branch beside(Branch other, String path, Problems problems) {
      Map<String, Node> joined = new LinkedHashMap<>(children);
      other.children.forEach(
          (key, added) -> {
            Node known = joined.get(key);
            if (known instanceof Branch left && added instanceof Branch right) {
              joined.put(key, left.beside(right, path + key + ".", problems));
            } else if (known == null) {
              joined.put(key, added);
            } else {
              problems.add(
                  "%s: %s%s: found a second time, expected it only at %s",
                  added.place(), path, key, known.place());
            }
          });
      return new Branch(joined, place);
    }

    /** These keys, with those of the other in their place: branches merge, all else is replaced. */
    Branch under(Branch other) {
      Map<String, Node> merged = new LinkedHashMap<>(children);
      other.children.forEach(
          (key, above) ->
              merged.merge(
                  key,
                  above,
                  (below, replacement) ->
                      below instanceof Branch left && replacement instanceof Branch right
                          ? left.under(right)
                          : replacement));
      return new Branch(merged, other.place);
    }
  }
}
