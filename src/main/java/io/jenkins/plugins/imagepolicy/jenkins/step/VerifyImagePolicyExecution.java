package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/**
 * One run of the step, in a thread of its own. It is not resumed after a restart of Jenkins: a gate that began before the
 * restart has no verdict, so the step fails with Jenkins' own message and may be retried.
 */
final class VerifyImagePolicyExecution extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(VerifyImagePolicyExecution.class.getName());

    private final transient VerifyImagePolicyStep step;
    private transient volatile boolean isStopped;

    VerifyImagePolicyExecution(VerifyImagePolicyStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    protected Map<String, Object> run() throws Exception {
        try {
            return gate();
        } catch (InterruptedException e) {
            if (isStopped) {
                // Jenkins says who stopped the build; it would print the stack of any other exception below that.
                throw new AbortException(GateLog.PREFIX + Messages.Gate_Stopped());
            }
            throw e;
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        isStopped = true;
        super.stop(cause);
    }

    private Map<String, Object> gate() throws Exception {
        StepContext context = getContext();
        BuildGate gate = BuildGate.of(context.get(Run.class), context.get(TaskListener.class));
        GateResult result = gate.verify(step, context.get(FilePath.class), new EnvVars());
        result.apply(message -> {
            FlowNode node = context.get(FlowNode.class);
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
        });
        return result.toMap();
    }

    /** Says in the log what Jenkins' own message leaves open: that nothing was decided. */
    @Override
    public void onResume() {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            listener.getLogger().println(GateLog.PREFIX + Messages.Log_NotResumed());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "No log to write to", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.onResume();
    }
}
