package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.Notation;
import io.clientele.silver.Notation.Operator;
import io.clientele.silver.Numbers;
import io.clientele.silver.Orders;
import io.clientele.source.files.Condition.Sign;
import io.clientele.source.files.Mapping.Value;
import io.clientele.table.Field;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DraftsTest {
  private static final Numbers COMMA = Numbers.like("0,5");

  @Test
  void shouldChangeTheRecipeWithAllThatTheMappingSays() {
    Condition present = new Condition.Present("a");
    Notation days = Notation.ofTimes(List.of("iso", "yyyy"), Optional.empty());
    Notation comma = Notation.ofNumbers(COMMA);
    Stream<Mapping> mappings =
        Stream.of(
            filled(Orders.PLACED_AT, Value.column("a")),
            filled(Orders.PLACED_AT, Value.constant("a")),
            filled(Orders.PLACED_AT, Value.column("a", days)),
            filled(
                Orders.PLACED_AT,
                Value.column("a", Notation.ofTimes(List.of("yyyy", "iso"), Optional.empty()))),
            filled(
                Orders.PLACED_AT,
                Value.column("a", Notation.ofTimes(days.times(), Optional.of(ZoneId.of("UTC"))))),
            filled(Orders.NET_TOTAL, Value.column("a")),
            filled(Orders.NET_TOTAL, Value.column("a", comma)),
            filled(Orders.NET_TOTAL, two("a", "b", comma.then(Operator.TIMES))),
            filled(Orders.NET_TOTAL, two("a", "c", comma.then(Operator.TIMES))),
            filled(Orders.NET_TOTAL, two("a", "b", comma.then(Operator.LESS_TAX))),
            filled(Orders.NET_TOTAL, two("a", "b", comma.then(Operator.PLUS_TAX))),
            new Mapping(Map.of(), new Filter(List.of(present), List.of())),
            new Mapping(Map.of(), new Filter(List.of(), List.of(present))),
            only(new Condition.Present("b")),
            only(new Condition.Absent("a")),
            only(new Condition.OneOf("a", List.of("b"))),
            only(new Condition.OneOf("a", List.of("b", "c"))),
            only(new Condition.Matches("a", "b")),
            only(new Condition.Signed("a", Sign.ZERO, COMMA)),
            only(new Condition.Signed("a", Sign.POSITIVE, COMMA)),
            only(new Condition.Signed("a", Sign.POSITIVE, Numbers.PLAIN)));

    assertThat(mappings.map(DraftsTest::recipe)).hasSize(21).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepTheRecipeWhateverTheOrderOfConditions() {
    Condition one = new Condition.OneOf("a", List.of("b", "c", "b"));
    Condition other = new Condition.Absent("b");

    assertThat(recipe(only(one, other)))
        .isEqualTo(recipe(only(other, new Condition.OneOf("a", List.of("c", "b")))));
  }

  private static Value two(String one, String other, Notation notation) {
    return new Value(List.of(one, other), Optional.empty(), notation);
  }

  private static Mapping filled(Field field, Value value) {
    return new Mapping(Map.of(field, value));
  }

  private static Mapping only(Condition... conditions) {
    return new Mapping(Map.of(), new Filter(List.of(conditions), List.of()));
  }

  private static String recipe(Mapping mapping) {
    Layout csv = new Layout.Csv(',', StandardCharsets.UTF_8, false);
    FileStream stream = new FileStream("shop", "orders", "*", csv, Map.of(Orders.TABLE, mapping));
    return new Drafts(stream, mapping).feed(Orders.TABLE).recipe();
  }
}
