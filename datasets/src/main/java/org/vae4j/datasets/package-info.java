/**
 * Where x comes from: the examples in memory, their labels and what each of their values means;
 * their train, validation and test parts; and the iterator that feeds a network. Files, hosts and
 * preprocessing are the business of the rooms inside.
 */
package org.vae4j.datasets;
