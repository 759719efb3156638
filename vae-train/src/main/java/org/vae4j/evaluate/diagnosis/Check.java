package org.vae4j.evaluate.diagnosis;

import java.util.Optional;

/** Looks at one thing that can be wrong. */
@FunctionalInterface
interface Check {
  /** What is wrong, if it is. */
  Optional<Finding> look(Evidence evidence);
}
