package org.vae4j.datasets.tables;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.datasets.tables.TableText.draw;
import static org.vae4j.datasets.tables.TableText.file;
import static org.vae4j.datasets.tables.TableText.table;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as programs and people write them, each with what is understood. */
class TableGuessTest {
  private static final String COMMAS = "comma point header";
  private static final String MARK = "\ufeff";
  private static final String[] CITIES = {"Oslo", "Rome", "Bonn"};

  @TempDir private Path folder;

  private static Stream<TableText> programs() {
    String numbers = table("x,y", 20, i -> i * 0.37 + "," + draw(i, 1, 1000) / 8.0);
    String european =
        table(
            "Name;Preis;Menge;Umsatz",
            30,
            i ->
                "%s;%d,%02d;%d;%d.%03d,50"
                    .formatted(
                        CITIES[i % 3], draw(i, 1, 90), i, 100 + draw(i, 2, 900), 1 + i % 7, i * 7));
    return Stream.of(
        file("plain numbers", numbers, COMMAS, "x=number|y=number", "x, y: numbers"),
        file(
            "pandas with its index",
            table(",a,b", 20, i -> "%d,%s,%s".formatted(i, i * 0.3, CITIES[i % 3])),
            COMMAS,
            "column1=left-out|a=number|b=category",
            "left out: column1 (an index)"),
        file(
            "pandas read and written again",
            table("Unnamed: 0,a", 20, i -> "%d,%s".formatted(draw(i, 1, 100_000), i * 0.3)),
            COMMAS,
            "Unnamed: 0=left-out|a=number",
            "Unnamed: 0 (an index)"),
        file(
            "pandas without index",
            table("a,b", 20, i -> i * 0.3 + "," + (i % 2 == 0 ? "True" : "False")),
            COMMAS,
            "a=number|b=category",
            "b: yes/no"),
        file(
            "pandas turns whole numbers with gaps into decimals",
            table("a,grade", 60, i -> i * 0.3 + "," + (i % 9 == 0 ? "" : 1 + i % 4 + ".0")),
            COMMAS,
            "a=number|grade=category",
            "grade: a category of 4 whole numbers",
            "7 empty cells"),
        file(
            "a European export",
            european,
            "semicolon comma header",
            "Name=category|Preis=number|Menge=number|Umsatz=number",
            "semicolons between cells, a header, decimals after a comma"),
        file(
            "a European export with three decimals alone",
            table("a;b", 20, i -> "%d,%03d;%d".formatted(1 + i % 9, 7 * i, 30 - i)),
            "semicolon comma header",
            "a=number|b=number"),
        file(
            "a European export with a few whole numbers of thousands",
            table("Stadt;Einwohner", 30, i -> "%s;%d.%03d.000".formatted(CITIES[i % 3], 1 + i, i)),
            "semicolon comma header",
            "Stadt=category|Einwohner=number"),
        file(
            "French thousands behind a narrow blank",
            table("a;b", 20, i -> "%d\u202f%03d,5;%d,25".formatted(1 + i, 5 * i, i)),
            "semicolon comma header",
            "a=number|b=number"),
        file(
            "Swiss thousands",
            table("a;b", 20, i -> "%d'%03d.50;%d.25".formatted(1 + i, 5 * i, i)),
            "semicolon point header",
            "a=number|b=number"),
        file(
            "American thousands in quotes",
            table("a,b", 20, i -> "\"%d,%03d\",%d.5".formatted(1 + i, draw(i, 1, 1000), i)),
            COMMAS,
            "a=number|b=number"),
        file(
            "Excel's CSV UTF-8", MARK + numbers.replace("\n", "\r\n"), COMMAS, "x=number|y=number"),
        file(
                "Excel's Unicode text",
                MARK + numbers.replace(',', '\t').replace("\n", "\r\n"),
                "tab point header",
                "x=number|y=number",
                "UTF-16LE, tabs between cells")
            .in(UTF_16LE),
        file("UTF-16 of a Mac", MARK + numbers, COMMAS, "x=number|y=number").in(UTF_16BE),
        file("UTF-16 without mark", numbers, COMMAS, "x=number|y=number").in(UTF_16LE),
        file(
                "Latin-1",
                table(
                    "Größe;Straße",
                    30,
                    i -> "%d,5;%s".formatted(150 + i, i % 2 == 0 ? "Süd" : "Ost")),
                "semicolon comma header",
                "Größe=number|Straße=category",
                "no UTF-8, read as Latin-1")
            .in(ISO_8859_1),
        file(
                "Excel's CSV of Windows, with a euro sign and curly quotes",
                table(
                    "Preis in \u20ac;Stra\u00dfe",
                    30,
                    i -> "%d,5;%s".formatted(150 + i, i % 2 == 0 ? "\u201eS\u00fcd\u201c" : "Ost")),
                "semicolon comma header",
                "Preis in \u20ac=number|Stra\u00dfe=category",
                "no UTF-8, read as windows-1252")
            .in(Charset.forName("windows-1252")),
        file(
                "bytes that windows-1252 has no character for",
                table(
                    "a\u0081;b",
                    30,
                    i -> "%d,5;\u0084%s".formatted(150 + i, i % 2 == 0 ? "x" : "y")),
                "semicolon comma header",
                "a\u0081=number|b=category",
                "no UTF-8, read as Latin-1")
            .in(ISO_8859_1),
        file(
            "R's write.csv",
            table(
                "\"\",\"a\",\"b\"",
                20,
                i -> "\"%d\",%s,\"%s\"".formatted(i + 1, i * .3, "xy".charAt(i % 2))),
            COMMAS,
            "column1=left-out|a=number|b=category",
            "column1 (an index)"),
        file(
            "R's write.table with tabs, header one short",
            table("a\tb", 20, i -> "%d\t%s\t%s".formatted(i + 1, i * .3, i * .7)),
            "tab point header",
            "column1=left-out|a=number|b=number"),
        file(
            "R's write.table as it is, with blanks",
            table(
                "\"a\" \"b\" \"kind\"",
                20,
                i -> "\"%d\" %s %s \"%s\"".formatted(i + 1, i * .3, i * .7, "xy".charAt(i % 2))),
            "blank point header",
            "column1=left-out|a=number|b=number|kind=category"),
        file(
            "texts with blanks in one column",
            table("name", 40, i -> CITIES[i % 3] + " " + i % 2),
            COMMAS,
            "name=category"),
        file(
            "R's row names",
            table("mpg,cyl", 20, i -> "\"Car %d\",%s,%s".formatted(i, i * .3, 4 + 2 * (i % 3))),
            COMMAS,
            "column1=left-out|mpg=number|cyl=category",
            "column1 (an identifier: nearly all values differ)"),
        file("bars", numbers.replace(',', '|'), "bar point header", "x=number|y=number"),
        file("old Mac line ends", numbers.replace('\n', '\r'), COMMAS, "x=number|y=number"),
        file("no line end at the end", numbers.strip(), COMMAS, "x=number|y=number"),
        file(
            "blank lines and rows of separators alone",
            numbers.replace("\n", "\n\n") + ",\n,\n",
            COMMAS,
            "x=number|y=number",
            "a table of 20 rows"),
        file(
            "a separator at the end of each line",
            numbers.replace("\n", ",\n"),
            COMMAS,
            "x=number|y=number|column3=left-out",
            "column3 (empty)"),
        file(
            "a separator at the end of rows alone",
            "x,y\n" + numbers.substring(4).replace("\n", ",\n"),
            COMMAS,
            "x=number|y=number|column3=left-out"),
        file(
            "a separator at the end of the header alone",
            "x,y,\n" + numbers.substring(4),
            COMMAS,
            "x=number|y=number"),
        file(
            "quoted cells over lines, with separators and quotes",
            table(
                "\"remark\",\"a; b\",x",
                30,
                i -> "\"said \"\"%d\"\",\nthen; left\",%s,%s".formatted(i, i * .5, i * .3)),
            COMMAS,
            "remark=left-out|a; b=number|x=number",
            "remark (free text)"),
        file(
            "a line end in a name",
            table("\"height\n(cm)\",x", 20, i -> i * .3 + "," + i * .7),
            COMMAS,
            "height (cm)=number|x=number"),
        file(
            "names that come twice",
            table("a,a,a.2", 20, i -> i * .3 + "," + i * .7 + "," + i * .9),
            COMMAS,
            "a=number|a.2=number|a.2.2=number"),
        file(
            "commas in a table of semicolons",
            table("city;x", 20, i -> "%s, at the sea;%s".formatted(CITIES[i % 3], i * .3)),
            "semicolon point header",
            "city=category|x=number"));
  }

  private static Stream<TableText> shapes() {
    return Stream.of(
        file(
            "one column",
            table("height", 20, i -> 150 + i * .5 + ""),
            COMMAS,
            "height=number",
            "a table of 20 rows and 1 column: UTF-8, a header"),
        file(
            "numbers without header",
            table("0.25,1.5", 20, i -> i * .3 + "," + i * .7),
            "comma point no header",
            "column1=number|column2=number",
            "a table of 21 rows and 2 columns: UTF-8, commas between cells, no header"),
        file(
            "the first column unnamed and all differing, without header",
            table("17,1.5", 20, i -> draw(i, 1, 100_000) + "," + i * .7),
            "comma point no header",
            "column1=number|column2=number"),
        file(
            "text without header",
            table("red,Oslo", 40, i -> (i % 2 == 0 ? "red," : "blue,") + CITIES[i % 3]),
            "comma point no header",
            "column1=category|column2=category"),
        file(
            "text and numbers without header",
            table("M,0.455", 40, i -> (i % 2 == 0 ? "M," : "F,") + i * .3),
            "comma point no header",
            "column1=category|column2=number"),
        file(
            "only text",
            table("colour,city", 40, i -> (i % 2 == 0 ? "red," : "blue,") + CITIES[i % 3]),
            COMMAS,
            "colour=category|city=category",
            "colour: a category of 2",
            "city: a category of 3"),
        file(
            "years as names",
            table(
                "country,2019,2020", 20, i -> "%s,%s,%s".formatted(CITIES[i % 3], i * .3, i * .7)),
            COMMAS,
            "country=category|2019=number|2020=number"),
        file(
            "a header above columns that are mostly empty",
            table("a,b", 20, i -> i % 3 == 0 ? i * .3 + "," + i : ","),
            COMMAS,
            "a=number|b=number"),
        file(
            "dates below names",
            table("day,place", 20, i -> "2024-01-%02d,%s".formatted(1 + i, CITIES[i % 3])),
            COMMAS,
            "day=date:uuuu-M-d|place=category"),
        file(
            "a column that is called like one without a name",
            table("column1,x", 20, i -> draw(i, 1, 100_000) + "," + i * .3),
            COMMAS,
            "column1=number|x=number"),
        file(
            "an index in the middle that has no name",
            table("a,,b", 20, i -> "%s,%d,%s".formatted(i * .3, draw(i, 1, 100_000), i * .7)),
            COMMAS,
            "a=number|column2=left-out|b=number",
            "column2 (an index)"),
        file(
            "few wrong rows of numbers in a table of text",
            table("code,x", 100, i -> (i % 50 == 3 ? "A" + i : "B") + "," + i * .3),
            COMMAS,
            "code=category|x=number"));
  }

  private static Stream<TableText> columns() {
    return Stream.of(
        column("an index from 1", i -> i + 1 + "", "left-out", "a (an index)"),
        column("an index from 1000 down is none", i -> 1000 - i + "", "number"),
        file(
            "keys of whole numbers",
            column("PassengerId,", i -> draw(i, 1, 1 << 30) + ""),
            COMMAS,
            "PassengerId=left-out|x=number",
            "PassengerId (an identifier)"),
        column(
            "an identifier",
            i -> "P" + (i * 7),
            "left-out",
            "a (an identifier: nearly all values differ)"),
        column("free text", i -> "it was day " + i + " of rain", "left-out", "a (free text)"),
        column("a constant", i -> "7", "left-out", "a (always '7')"),
        column(
            "a constant with gaps",
            i -> i % 2 == 0 ? "yes" : "",
            "left-out",
            "always 'yes' or empty"),
        column("an empty column", i -> "", "left-out", "a (empty)"),
        column("True and False", i -> i % 3 == 0 ? "True" : "False", "category", "a: yes/no"),
        column("Y and N", i -> i % 3 == 0 ? "Y" : "N", "category", "a: yes/no"),
        column("ja and nein", i -> i % 3 == 0 ? "ja" : "nein", "category", "a: yes/no"),
        column("0 and 1", i -> i % 3 == 0 ? "1" : "0", "category", "a: yes/no"),
        column(
            "0.0 and 1.0 with gaps",
            i -> List.of("0.0", "1.0", "").get(i % 3),
            "category",
            "yes/no"),
        column(
            "yes in several spellings",
            i -> List.of("Yes", "no", "yes", "No").get(i % 4),
            "category",
            "a: yes/no in 4 spellings"),
        column("-1 and 1", i -> i % 3 == 0 ? "-1" : "1", "category", "2 whole numbers"),
        column(
            "two decimals", i -> i % 3 == 0 ? "0.5" : "2.5", "category", "a category of 2 numbers"),
        column("ratings", i -> 1 + draw(i, 3, 5) + "", "category", "a category of 5 whole numbers"),
        column("codes below 0", i -> i % 5 - 2 + "", "category", "a category of 5 whole numbers"),
        column("whole numbers", i -> 18 + draw(i, 2, 60) + "", "number", "a, x: numbers"),
        column("counts", i -> draw(i, 2, 4) * draw(i, 3, 5) + "", "count", "a: a count"),
        column(
            "a rare value kept", i -> i == 7 ? "pink" : CITIES[i % 3], "category", "category of 4"),
        column("a hundred values", i -> "v" + i % 100, "category", "a category of 100"),
        column(
            "more than a hundred", i -> "v" + i % 110, "left-out", "text of more than 100 values"),
        column(
            "heavy tails",
            i -> (i == 5 ? 1e6 : i * .5) + "",
            "heavy-tailed",
            "a few values far out"),
        column("thousands", i -> 1 + i % 9 + "e3", "category"),
        column("codes of places", i -> "0%04d".formatted(draw(i, 1, 9999)), "left-out"),
        column("few codes with zeros in front", i -> "0" + i % 4, "category", "a category of 4"),
        column(
            "ISO dates", i -> "2024-%02d-%02d".formatted(1 + i % 12, 1 + i % 28), "date:uuuu-M-d"),
        column(
            "German dates", i -> "%d.%d.2024".formatted(1 + i % 28, 1 + i % 12), "date:d.M.uuuu"),
        column(
            "American dates by their values",
            i -> "%d/%d/2024".formatted(1 + i % 12, 1 + i % 28),
            "date:M/d/uuuu",
            "a date, M/d/yyyy, in days since 1970-01-01"),
        column(
            "British dates by their values",
            i -> "%d/%d/2024".formatted(1 + i % 28, 1 + i % 12),
            "date:d/M/uuuu"),
        column(
            "dates with times",
            i -> "2024-03-%02d %02d:15:00".formatted(1 + i % 28, i % 24),
            "date:uuuu-M-d H:mm:ss"),
        column(
            "moments",
            i -> "2024-03-%02dT%02d:15:00Z".formatted(1 + i % 28, i % 24),
            "date:uuuu-M-d'T'H:mm:ssXXX"),
        column("dates in digits", i -> "202401%02d".formatted(1 + i % 28), "date:uuuuMMdd"),
        column("months", i -> "20%02d-%02d".formatted(i % 90, 1 + i % 12), "date:uuuu-M"),
        column(
            "years of two digits",
            i -> "%d.%d.%02d".formatted(1 + i % 28, 1 + i % 12, i % 90),
            "date:d.M.uu",
            "in days since 1970-01-01"),
        column("months in letters", i -> "%02d-MAR-24".formatted(1 + i % 28), "date:d-MMM-uu"),
        column("times", i -> i % 24 + ":30", "date:H:mm", "a date, H:mm, in hours"),
        column("percent", i -> i * .5 + " %", "number", "a: a number in %"),
        column(
            "dollars", i -> "$%,d.50".formatted(900 + 11 * i).replace(",", ""), "number", "in $"),
        column("euros behind", i -> i * .5 + " €", "number", "in €"),
        column(
            "dollars and euros",
            i -> (i % 2 == 0 ? "$" : "€") + i,
            "left-out",
            "numbers of unlike units, some with $€"),
        column("units in letters", i -> i + " kg", "left-out"),
        column(
            "numbers and many texts",
            i -> i % 4 == 0 ? "x" + i : i * .5 + "",
            "left-out",
            "a (no numbers: 'x0' in line 2)"),
        column(
            "classes, most of them digits",
            i -> i % 12 == 0 ? "3+" : i % 3 + "",
            "category",
            "a category of 4"),
        column(
            "missing cells in many spellings",
            i ->
                i % 2 == 0
                    ? i * .5 + ""
                    : List.of(
                            "", "NA", "n/a", "NaN", "null", "None", "?", "-", "#N/A", "\\N", "NaT")
                        .get(i / 2 % 11),
            "number",
            "empty cells"),
        column(
            "a word that stands for no number",
            i -> i % 10 == 3 ? "k.A." : i * .5 + "",
            "number",
            "20 empty cells (so count cells with 'k.A.'), filled in"),
        file(
            "a word that is a value of another column",
            table(
                "days,smoking",
                200,
                i -> (i % 10 < 3 ? "never" : i * .5 + "") + "," + (i % 3 == 0 ? "never" : "now")),
            COMMAS,
            "days=left-out|smoking=category",
            "days (no numbers: 'never' in line 2)"),
        file(
            "names that pandas counts, behind an index",
            table(",0,1,2", 40, i -> i + "," + i * .3 + "," + i * -.7 + "," + i * i * .1),
            COMMAS,
            "column1=left-out|0=number|1=number|2=number",
            "column1 (an index)"),
        file(
            "names that pandas counts, without an index",
            table(
                "0,1,2,3", 40, i -> i * .3 + "," + i * -.7 + "," + i * i * .1 + "," + 1. / (i + 2)),
            COMMAS,
            "0=number|1=number|2=number|3=number",
            "a table of 40 rows and 4 columns"),
        file(
            "semicolons within the cells of one column",
            table("id,name,place", 40, i -> i + ",n" + i % 7 + ",4" + i % 3 + ";1" + i % 2),
            COMMAS,
            "id=left-out|name=category|place=category",
            "id (an index)"),
        file(
            "one number below 0 among very many counts",
            table(
                "visits,x",
                40_000,
                i -> (i == 12_345 ? -1 : draw(i, 2, 9) * draw(i, 3, 9)) + "," + i * .37),
            COMMAS,
            "visits=number|x=number",
            "visits, x: numbers"),
        file(
            "a column named label",
            column("label,", i -> CITIES[i % 3]),
            COMMAS,
            "label=category|x=number",
            "'label' is taken as part of x; --label-column label would make it the labels"),
        file(
            "counts among numbers",
            table(
                "a,b,c,d,e,f,g",
                60,
                i ->
                    "%d,%d,%d,%d,%d,%d,%s"
                        .formatted(
                            draw(i, 2, 4) * draw(i, 3, 5),
                            draw(i, 4, 4) * draw(i, 5, 5),
                            draw(i, 6, 4) * draw(i, 7, 5),
                            draw(i, 8, 4) * draw(i, 9, 5),
                            draw(i, 10, 4) * draw(i, 11, 5),
                            20 + draw(i, 12, 9),
                            i * .3)),
            COMMAS,
            "a=count|b=count|c=count|d=count|e=count|f=count|g=number",
            "a, b, c, d, e, f: counts"),
        file(
            "names that come again",
            table("a,b,a,a", 40, i -> "%s,%s,%s,%s".formatted(i * .3, i * .7, i * .9, i * 1.1)),
            COMMAS,
            "a=number|b=number|a.2=number|a.3=number",
            "decimals after a point; another 'a' is called 'a.2', another 'a' is called 'a.3'"),
        file(
            "years, codes of places and degrees among counts",
            table(
                "a,b,c,d,e,year,zip,kelvin,x",
                200,
                i ->
                    "%d,%d,%d,%d,%d,%d,%d,%d,%s"
                        .formatted(
                            draw(i, 2, 4) * draw(i, 3, 5),
                            draw(i, 4, 4) * draw(i, 5, 5),
                            draw(i, 6, 4) * draw(i, 7, 5),
                            draw(i, 8, 4) * draw(i, 9, 5),
                            draw(i, 10, 4) * draw(i, 11, 5),
                            1950 + draw(i, 12, 71),
                            10_115 + draw(i, 13, 89_000),
                            285 + draw(i, 14, 15),
                            i * .3)),
            COMMAS,
            "a=count|b=count|c=count|d=count|e=count|year=number|zip=number|kelvin=number|x=number",
            "year, zip, kelvin, x: numbers"),
        file(
            "columns of many kinds, told on one line",
            table(
                ",target,city,day,visits,height,rating,smoker",
                200,
                i ->
                    "%d,%s,%s,2024-01-%02d,%d,%s,%d,%s"
                        .formatted(
                            i,
                            i % 2 == 0 ? "good" : "bad",
                            CITIES[i % 3],
                            1 + i % 28,
                            draw(i, 2, 4) * draw(i, 3, 5),
                            i % 50 == 0 ? "" : i * .3,
                            1 + draw(i, 4, 5),
                            i % 3 == 0 ? "y" : "n")),
            COMMAS,
            "column1=left-out|target=category|city=category|day=date:uuuu-M-d|visits=count"
                + "|height=number|rating=category|smoker=category",
            "target: a category of 2; city: a category of 3; day: a date, yyyy-M-d, in days since"
                + " 1970-01-01; visits: a count; height: a number; rating: a category of 5 whole"
                + " numbers; smoker: yes/no\nleft out: column1 (an index)\n4 empty cells, filled in by what"
                + " is usual in the column (--missing)\n"
                + "'target' is taken as part of x; --label-column target would make it the labels"),
        file(
            "sparse counts",
            table(
                "g0,g1,g2,g3,g4",
                80,
                i ->
                    "%d,%d,0,%d,%d"
                        .formatted(
                            i % 9 == 0 ? 3 : i % 7 == 0 ? 1 : 0,
                            i % 8 == 0 ? 2 : i % 5 == 0 ? 1 : 0,
                            i % 20 == 0 ? 1 : 0,
                            i % 6 == 0 ? 5 : i % 4 == 0 ? 1 : 0)),
            COMMAS,
            "g0=count|g1=count|g2=left-out|g3=category|g4=count"));
  }

  /** A column {@code a}, with another one that is numbers. */
  private static TableText column(
      String name, IntFunction<String> cell, String kind, String... notes) {
    return file(name, column("a,", cell), COMMAS, "a=" + kind + "|x=number", notes);
  }

  private static String column(String header, IntFunction<String> cell) {
    return table(header + "x", 200, i -> cell.apply(i) + "," + i * 0.37);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"programs", "shapes", "columns"})
  void isUnderstood(TableText table) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), table.text().getBytes(table.charset()));
    TableGuess guess = TableGuess.of(file, GivenFormat.NOTHING);
    TableFormat.Text format = (TableFormat.Text) guess.reading().format();
    assertThat(written(guess.reading().columns())).isEqualTo(table.columns());
    assertThat(
            "%s %s %s"
                .formatted(
                    format.separator().name().toLowerCase(Locale.ROOT),
                    format.decimal().name().toLowerCase(Locale.ROOT),
                    format.header() ? "header" : "no header"))
        .isEqualTo(table.format());
    assertThat(format.charset()).isEqualTo(table.charset());
    String notes = String.join("\n", guess.notes());
    assertThat(table.notes()).allSatisfy(note -> assertThat(notes).contains(note));
    assertThat(guess.notes()).hasSizeLessThanOrEqualTo(5);
    // What was understood is written, and read again in the same way.
    assertThat(guess.reading().columns().stream().map(c -> ColumnReading.parse(c.written())))
        .isEqualTo(guess.reading().columns());
    assertThat(TableReader.read(file, guess.reading(), Optional.empty()).size())
        .isEqualTo((int) guess.rows());
  }

  private static String written(List<ColumnReading> columns) {
    return columns.stream().map(ColumnReading::written).collect(Collectors.joining("|"));
  }
}
