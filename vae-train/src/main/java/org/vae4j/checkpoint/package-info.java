/**
 * What is on disk and getting it back exactly: a checkpoint's zip, its check sums, which of them
 * are kept, and the classes that it may name, those that have moved since among them. A file is
 * written whole or not at all. What a run keeps beside its model it stores without knowing what it
 * means.
 */
package org.vae4j.checkpoint;
