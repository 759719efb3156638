/**
 * What a run is told: each setting with its name, meaning, default and range, and how it is read
 * from YAML and from the command line. It reads no data and makes no network but for the names of
 * likelihoods and schedules.
 */
package org.vae4j.settings;
