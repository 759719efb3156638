package org.vae4j.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.report.chart.LineChart.Curve;
import org.vae4j.report.page.Cell;
import org.vae4j.report.page.Html;

/** Numbers as text and as places in a drawing. */
class ChartsTest {
  /** A few roundings of numbers below 1000. */
  private static final double ROUNDING = 1e-12;

  @Test
  void escapesWhatIsMarkup() {
    assertThat(Html.escape("<a href=\"x\">Tom & 'Jerry'</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt;");
  }

  @Test
  void writesNumbersToBeRead() {
    assertThat(Html.number(652_824)).isEqualTo("652,824");
    assertThat(Html.number(16_400.3)).isEqualTo("16,400");
    assertThat(Html.number(105.457)).isEqualTo("105.46");
    assertThat(Html.number(8.8879)).isEqualTo("8.89");
    assertThat(Html.number(0.12345)).isEqualTo("0.1235");
    assertThat(Html.number(1.25e-5)).isEqualTo("1.25e-05");
    assertThat(Html.number(0)).isEqualTo("0");
  }

  @Test
  void keepsTheExactNumberBesideTheRoundedOne() {
    assertThat(Cell.of(105.45717340513241).html())
        .isEqualTo("<data value=\"105.45717340513241\">105.46</data>");
    assertThat(Cell.nats(0.1234).html()).isEqualTo("<data value=\"0.1234\">0.12</data>");
  }

  @Test
  void axisPutsRoundNumbersIntoItsRange() {
    Axis axis = new Axis(103, 168, 0, 650);
    assertThat(axis.ticks(5)).containsExactly(120.0, 140.0, 160.0);
    assertThat(axis.place(120)).isCloseTo(170, within(ROUNDING));
    assertThat(new Axis(0.9, 3.1, 0, 1).wholeTicks(8)).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void axisHasARangeEvenIfTheNumbersHaveNone() {
    Axis axis = Axis.around(4, 4, 0, 10);
    assertThat(axis.place(4)).isCloseTo(5, within(ROUNDING));
    assertThat(axis.ticks(5)).contains(4.0);
  }

  @Test
  void curvesOfDifferentLengthShareTheirAxes() {
    String html =
        new LineChart(
                "loss",
                "epoch",
                List.of(
                    new Curve("short", 0, false, List.of(1.0, 2.0), List.of(5.0, 3.0)),
                    new Curve("long", 1, true, List.of(1.0, 2.0, 3.0), List.of(4.0, 2.0, 1.0))))
            .html();
    assertThat(html)
        .contains("data-name=\"short\" data-x=\"1 2\" data-y=\"5 3\"")
        .contains("class=\"c1 dashed\" data-name=\"long\" data-x=\"1 2 3\" data-y=\"4 2 1\"");
    List<String> places =
        Pattern.compile(" points=\"([^\"]+)\"")
            .matcher(html)
            .results()
            .map(match -> match.group(1))
            .toList();
    // both begin and go on at the same places, left to right; 5 is above 4
    List<String> one = List.of(places.get(0).split("[ ,]"));
    List<String> two = List.of(places.get(1).split("[ ,]"));
    assertThat(one.get(0)).isEqualTo(two.get(0));
    assertThat(one.get(2)).isEqualTo(two.get(2));
    assertThat(Double.parseDouble(two.get(4))).isGreaterThan(Double.parseDouble(two.get(2)));
    assertThat(Double.parseDouble(one.get(1))).isLessThan(Double.parseDouble(two.get(1)));
  }

  @Test
  void curveNeedsAsManyXAsY() {
    assertThatThrownBy(() -> new Curve("none", 0, false, List.of(1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected as many x as y");
  }

  @Test
  void barsAreAsHighAsTheirValues() {
    String html = new BarChart("KL", "", "unit", List.of("a", "b"), List.of(2.0, 1.0)).html();
    List<Double> heights =
        Pattern.compile(" height=\"([^\"]+)\"><title>")
            .matcher(html)
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    // places are written to a hundredth
    assertThat(heights.get(0)).isCloseTo(2 * heights.get(1), within(0.02));
    assertThat(html).contains("<title>unit a: 2</title>", "<title>unit b: 1</title>");
  }

  @Test
  void classesLookDifferent() {
    String html =
        new ScatterChart(
                "codes",
                "",
                "x",
                "y",
                Nd4j.createFromArray(new double[][] {{0, 0}, {1, 1}}),
                List.of(11, 2),
                List.of("0", "1", "two", "3", "4", "5", "6", "7", "8", "9", "10", "eleven"))
            .html();
    assertThat(html)
        .contains("<path class=\"c1\" data-class=\"11\"", "<title>eleven</title></path>")
        .contains("<path class=\"c2\" data-class=\"2\"", "<title>two</title></path>")
        .contains("<li data-class=\"11\">", "<li data-class=\"2\">")
        .contains("</svg>two</li>", "</svg>eleven</li>")
        .doesNotContain("</svg>3</li>");
    assertThat(IntStream.range(0, 50).mapToObj(Marker::of)).doesNotHaveDuplicates();
  }
}
