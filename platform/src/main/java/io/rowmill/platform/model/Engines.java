package io.rowmill.platform.model;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.EngineDescriptor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The engines on the class path. Their settings are announced in storage, so that requests are checked before any work is done. */
public final class Engines {
    private final Map<String, SynthesizerEngine> byName;

    private Engines(Map<String, SynthesizerEngine> byName) {
        this.byName = byName;
    }

    public static Engines installed() {
        Map<String, SynthesizerEngine> byName = new LinkedHashMap<>();
        ServiceLoader.load(SynthesizerEngine.class, Engines.class.getClassLoader())
                .forEach(engine -> byName.put(engine.name(), engine));
        return new Engines(byName);
    }

    public void announce(Artifacts artifacts) {
        for (SynthesizerEngine engine : byName.values()) {
            try {
                artifacts.write(ArtifactKeys.engine(engine.name()), EngineDescriptor.of(engine));
            } catch (IOException e) {
                throw FailureException.unavailable(
                        "storage-unavailable", "The engine " + engine.name() + " could not be announced.", e);
            }
        }
    }

    /** @throws FailureException (Rejected) if there is none of that name */
    public SynthesizerEngine byName(String name) {
        SynthesizerEngine engine = byName.get(name);
        if (engine == null) {
            throw FailureException.rejected(
                    "unknown-engine", "There is no engine '" + name + "' here; there are " + byName.keySet() + ".");
        }
        return engine;
    }
}
