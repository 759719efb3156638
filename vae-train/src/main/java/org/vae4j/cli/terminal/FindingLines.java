package org.vae4j.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import org.vae4j.evaluate.diagnosis.Diagnosis;
import org.vae4j.evaluate.diagnosis.Finding;

/** What is wrong with a model, in lines. */
public final class FindingLines {
  private FindingLines() {}

  /** Two lines for each finding, or one that there is none. */
  public static void print(PrintWriter out, List<Finding> findings) {
    if (findings.isEmpty()) {
      out.println(Diagnosis.NOTHING_FOUND);
    }
    for (Finding finding : findings) {
      out.println(finding.name() + ": " + finding.evidence());
      out.println("  to try: " + String.join("; or ", finding.advice()));
    }
  }
}
