/**
 * Threads, one for each core, that share one piece of work among them, and a hint in the log where
 * Java is started in a way that makes them slow. It knows no mathematics: the loss and the matrix
 * product of the lean layers give it what is to be computed. It lies here because every package
 * that shares work may import loss, and loss may import nothing above it.
 */
package org.vae4j.loss.cores;
