package org.vae4j.checkpoint;

import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sings when a class of it is initialised or deserialised. */
final class Canary implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Set<String> SANG = ConcurrentHashMap.newKeySet();

  static Set<String> sang() {
    return SANG;
  }

  private void readObject(ObjectInputStream in) {
    SANG.add("deserialised");
  }

  static final class ByClass {
    static {
      SANG.add("ByClass");
    }
  }

  static final class ByArray {
    static {
      SANG.add("ByArray");
    }
  }

  static final class ByType {
    static {
      SANG.add("ByType");
    }
  }

  static final class ByTypeArgument {
    static {
      SANG.add("ByTypeArgument");
    }
  }

  static final class ByLegacyName {
    static {
      SANG.add("ByLegacyName");
    }
  }
}
