package org.vae4j.datasets.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeTest {

  @Test
  void passesThroughItsPoints() {
    List<Point> trace = Stroke.from(0, 0).to(1, 2).corner(3, 1).to(4, 4).trace();
    assertThat(trace)
        .contains(new Point(0, 0), new Point(1, 2), new Point(3, 1), new Point(4, 4))
        .startsWith(new Point(0, 0))
        .endsWith(new Point(4, 4));
  }

  @Test
  void twoPointsGiveAStraightLine() {
    assertThat(Stroke.from(0, 1).to(4, 1).trace())
        .allSatisfy(point -> assertThat(point.y()).isEqualTo(1));
  }

  @Test
  void movesEveryPoint() {
    Stroke moved = Stroke.from(0, 0).to(1, 1).moved(point -> point.plus(new Point(5, 0)));
    assertThat(moved.trace()).startsWith(new Point(5, 0)).endsWith(new Point(6, 1));
  }
}
