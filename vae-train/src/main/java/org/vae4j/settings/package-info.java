/**
 * What a run is told: each setting with its name, meaning, default and range, and how it is read
 * from YAML and from the command line. The names of likelihoods and schedules are made into objects
 * here; no data is read and no network made.
 */
package org.vae4j.settings;
