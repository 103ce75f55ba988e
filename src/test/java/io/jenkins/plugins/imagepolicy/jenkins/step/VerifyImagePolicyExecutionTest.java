package io.jenkins.plugins.imagepolicy.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

class VerifyImagePolicyExecutionTest {
    @Test
    void saysAfterARestartThatThereIsNoVerdict() {
        Fakes.Log log = new Fakes.Log();
        new VerifyImagePolicyExecution(new VerifyImagePolicyStep("p"), new Context(log)).onResume();
        assertThat(log.text())
                .startsWith("[image-policy] Jenkins was restarted")
                .contains("no verdict");
    }

    @Test
    void failsAfterARestartEvenWithoutALog() {
        VerifyImagePolicyExecution execution =
                new VerifyImagePolicyExecution(new VerifyImagePolicyStep("p"), new Context(null));
        assertThatCode(execution::onResume).doesNotThrowAnyException();
    }

    @Test
    void saysInOneLineThatItWasStopped() throws Exception {
        VerifyImagePolicyExecution execution =
                new VerifyImagePolicyExecution(new VerifyImagePolicyStep("p"), new Interrupted());
        assertThatThrownBy(execution::run).isInstanceOf(InterruptedException.class);
        execution.stop(new InterruptedException());
        assertThatThrownBy(execution::run)
                .isInstanceOf(AbortException.class)
                .hasMessage("[image-policy] The gate was stopped before it had a verdict");
    }

    private static final class Interrupted extends StepContext {
        @Override
        public <T> T get(Class<T> type) throws InterruptedException {
            throw new InterruptedException();
        }
    }

    private static final class Context extends StepContext {
        private final transient TaskListener listener;

        Context(TaskListener listener) {
            this.listener = listener;
        }

        @Override
        public <T> T get(Class<T> type) throws IOException {
            if (listener == null) {
                throw new IOException("The build's log is gone");
            }
            return type.cast(listener);
        }
    }
}
