package org.vae4j.datasets.tables;

/** What a column of a table is taken for. */
public enum ColumnKind {
  /** Any number. */
  NUMBER,
  /** Numbers of which a few lie very far out. */
  HEAVY_TAILED,
  /** Whole numbers from 0 on that count something. */
  COUNT,
  /** One of several values, text or number; yes and no among them. */
  CATEGORY,
  /** A date or a time, read as a number. */
  DATE,
  /** No part of x. */
  LEFT_OUT
}
