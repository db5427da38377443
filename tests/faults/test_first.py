from tests.faults.rig import Rig
import time
def test_nothing_breaks(rig: Rig) -> None:
    t=time.time()
    with rig.fault("nothing") :
        print("started", time.time()-t)
        time.sleep(8)
    print(time.time()-t)
