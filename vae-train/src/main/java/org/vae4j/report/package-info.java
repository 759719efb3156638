/** Pictures of what was learned. */
package org.vae4j.report;
