/**
 * What can be wrong with data, each as one line that names the place: damage, what is missing, what
 * is too large. The words of a message are found where the fault is noticed.
 */
package org.vae4j.datasets.faults;
