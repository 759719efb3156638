package org.vae4j.datasets.tables;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.datasets.faults.BadDataException;

/** What stands between cells: the sign that cuts the first rows into equally many. */
final class SeparatorGuess {
  private static final int ROWS = 200;

  /** A comma comes last: it may be in numbers and texts of a table that another one cuts. */
  private static final List<Separator> ORDER =
      List.of(Separator.TAB, Separator.SEMICOLON, Separator.BAR, Separator.COMMA);

  private SeparatorGuess() {}

  static Separator of(Path file, Charset charset) throws IOException {
    Map<Separator, List<Integer>> widths = new EnumMap<>(Separator.class);
    for (Separator candidate : ORDER) {
      widths.put(
          candidate,
          rows(file, charset, candidate).stream().map(row -> row.cells().size()).toList());
    }
    // What leaves a header whole that another one cuts is within cells.
    boolean headerIsCut = ORDER.stream().anyMatch(candidate -> cutsHeader(widths.get(candidate)));
    for (Separator candidate : ORDER) {
      List<Integer> cut = widths.get(candidate);
      if (cutsEvenly(cut) && (cutsHeader(cut) || !headerIsCut)) {
        return candidate;
      }
    }
    return blanksBetweenNumbers(file, charset) ? Separator.BLANK : Separator.COMMA;
  }

  private static boolean cutsHeader(List<Integer> widths) {
    return !widths.isEmpty() && widths.get(0) > 1;
  }

  /** Blanks are in texts, too: they cut a table only if most of its cells are numbers then. */
  private static boolean blanksBetweenNumbers(Path file, Charset charset) throws IOException {
    List<TableRows.Row> rows = rows(file, charset, Separator.BLANK);
    if (!cutsEvenly(rows.stream().map(row -> row.cells().size()).toList())) {
      return false;
    }
    List<String> cells = rows.stream().skip(1).flatMap(row -> row.cells().stream()).toList();
    return cells.stream().filter(DecimalMark.POINT::isNumber).count() > 0.5 * cells.size();
  }

  /** Rows of one width, the header perhaps one short, as R writes it. */
  private static boolean cutsEvenly(List<Integer> widths) {
    if (widths.isEmpty()) {
      return false;
    }
    Map<Integer, Long> counts =
        widths.stream().collect(Collectors.groupingBy(width -> width, Collectors.counting()));
    int last = widths.get(widths.size() - 1);
    int commonest = Collections.max(counts.keySet(), Comparator.comparing(counts::get));
    int width = counts.get(last) < counts.get(commonest) ? commonest : last;
    long equal = counts.get(width);
    // A wrong row or two of many is damage that is told later, by its line.
    return width > 1 && equal >= Math.max(1, Math.ceil(0.95 * (widths.size() - 1)));
  }

  private static List<TableRows.Row> rows(Path file, Charset charset, Separator separator)
      throws IOException {
    List<TableRows.Row> first = new ArrayList<>();
    try (TableRows rows = TextRows.open(file, charset, separator, Set.of())) {
      Optional<TableRows.Row> row = rows.next();
      while (row.isPresent() && first.size() < ROWS) {
        first.add(row.get());
        row = rows.next();
      }
    } catch (BadDataException e) {
      return List.of(); // quotes that another separator leaves whole
    }
    return first;
  }
}
