/**
 * A run on disk and its life: its folder, the lock that keeps a second process away, config,
 * metrics and summary; how it is begun, resumed and evaluated. It puts together what other packages
 * give: the loop itself is in train, the reading of data in data. It draws no picture and parses no
 * command line.
 */
package org.vae4j.run;
