package io.clientele.publish.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedTest {
  private static final Field SEGMENTATION = Field.required("segmentation", Types.TEXT, "By what.");
  private static final Field SEGMENT = Field.required("segment", Types.TEXT, "Which.");
  private static final Field EMAIL =
      Field.optional("email", Types.TEXT, "Address.").personal(Personal.CONTACT);

  @Test
  void shouldServeNothingThatReachesPeople() {
    Table metrics = table("metrics", AsOf.FIELD, SEGMENTATION, SEGMENT);
    Table people = table("people", AsOf.FIELD, SEGMENT, EMAIL);

    assertThatThrownBy(() -> new Served(List.of(people), metrics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot serve gold.people: [email] reach people, expected no such field");
  }

  private static Table table(String name, Field... fields) {
    return new Table(Layer.GOLD, name, List.of(fields), List.of(), new Write.Replace(AsOf.FIELD));
  }
}
