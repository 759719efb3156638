package org.vae4j.report.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows and columns.
 *
 * @param header names of the columns; empty for none
 * @param rows the first cell of each names it
 */
public record Table(List<String> header, List<List<Cell>> rows) implements Block {
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Without names of columns. */
  public static Table of(List<List<Cell>> rows) {
    return new Table(List.of(), rows);
  }

  @Override
  public String html() {
    String head =
        header.isEmpty()
            ? ""
            : header.stream()
                .map(name -> "<th scope=\"col\">" + Html.escape(name) + "</th>")
                .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>\n"));
    return rows.stream()
        .map(Table::row)
        .collect(
            Collectors.joining(
                "\n",
                "<div class=\"scroll\" tabindex=\"0\"><table>\n" + head + "<tbody>\n",
                "\n</tbody></table></div>"));
  }

  private static String row(List<Cell> cells) {
    return cells.stream()
        .skip(1)
        .map(
            cell ->
                (cell instanceof Cell.Value ? "<td class=\"n\">" : "<td>") + cell.html() + "</td>")
        .collect(
            Collectors.joining(
                "", "<tr><th scope=\"row\">" + cells.get(0).html() + "</th>", "</tr>"));
  }
}
