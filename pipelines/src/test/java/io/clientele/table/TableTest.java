package io.clientele.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Field NAME = Field.optional("name", Types.TEXT, "What it is called.");

  private static Table table(List<Field> fields, List<Field> key, Write write) {
    return new Table(Layer.SILVER, "things", fields, key, write);
  }

  @Test
  void shouldRefuseTwoFieldsOfOneName() {
    Field twin = Field.optional("id", Types.COUNT, "Another.");

    assertThatThrownBy(() -> table(List.of(ID, twin), List.of(ID), new Write.Append()))
        .hasMessage("Cannot declare table things: two of its fields have one name");
  }

  @Test
  void shouldRefuseAKeyThatIsNoField() {
    assertThatThrownBy(() -> table(List.of(ID), List.of(NAME), new Write.Append()))
        .hasMessage("Cannot declare table things: key [name] is not among its fields");
  }

  @Test
  void shouldRefuseAnUpsertWithoutAKey() {
    assertThatThrownBy(() -> table(List.of(ID), List.of(), new Write.Upsert()))
        .hasMessage("Cannot declare table things: an upsert needs a key");
  }

  @Test
  void shouldRefuseToReplaceByWhatIsNoField() {
    assertThatThrownBy(() -> table(List.of(ID), List.of(), new Write.Replace(NAME)))
        .hasMessage("Cannot declare table things: name is not among its fields");
  }

  @Test
  void shouldDescribeItsColumns() {
    Table table = table(List.of(ID, NAME), List.of(ID), new Write.Upsert());

    assertThat(table.id()).isEqualTo("silver.things");
    assertThat(table.schema().fieldNames()).containsExactly("id", "name");
    assertThat(table.schema().apply("id").nullable()).isFalse();
    assertThat(table.schema().apply("name").nullable()).isTrue();
    assertThat(table.schema().apply("name").getComment().get()).isEqualTo("What it is called.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Id", "1st", "first name", "a-b", "__x", "id`; drop"})
  void shouldRefuseColumnNamesThatAreNotSnakeCase(String name) {
    assertThatThrownBy(() -> Field.required(name, Types.TEXT, "What it is."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid field name: '" + name + "' is not lower_snake_case");
  }
}
